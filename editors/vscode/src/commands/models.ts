/** The commands about the model at the cursor. */

import { writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { ServerCommand } from "../client.js";
import { Pages, SCHEME } from "../pages.js";
import { picturePage } from "../panel/page.js";
import type { Panel } from "../panel/view.js";
import { beside, type Cursor, cursor } from "../place.js";
import type { Service } from "../service.js";

const PREVIEW = "vscode.markdown.preview.editor";

interface Answer {
  readonly text: string;
  readonly options: { readonly viewColumn: vscode.ViewColumn; readonly preserveFocus: boolean };
}

/** Register them. */
export function modelCommands(service: Service, panel: Panel, extension: vscode.Uri): vscode.Disposable {
  const pages = new Pages();
  let picture: vscode.WebviewPanel | undefined;
  let drawn = "";

  async function explain(): Promise<void> {
    const answer = await about(service, "seqlint.explain");
    if (answer !== undefined) {
      const page = pages.put("model.md", answer.text);
      await vscode.commands.executeCommand("vscode.openWith", page, PREVIEW, answer.options);
    }
  }

  async function summary(): Promise<void> {
    const answer = await about(service, "seqlint.summary");
    if (answer !== undefined) {
      await vscode.window.showTextDocument(pages.put("model summary.txt", answer.text), answer.options);
    }
  }

  async function show(): Promise<void> {
    const answer = await about(service, "seqlint.picture");
    if (answer === undefined) {
      return;
    }
    drawn = answer.text;
    const media = vscode.Uri.joinPath(extension, "media");
    if (picture === undefined) {
      const options = { localResourceRoots: [media] };
      picture = vscode.window.createWebviewPanel("seqlint.picture", "Model", answer.options, options);
      picture.iconPath = {
        light: vscode.Uri.joinPath(media, "panel.svg"),
        dark: vscode.Uri.joinPath(media, "panel-dark.svg"),
      };
      picture.onDidDispose(() => {
        picture = undefined;
      });
    }
    const { webview } = picture;
    const style = webview.asWebviewUri(vscode.Uri.joinPath(media, "panel.css")).toString();
    webview.html = picturePage(drawn, { source: webview.cspSource, style });
    picture.reveal(undefined, true);
  }

  async function save(): Promise<void> {
    const svg = picture === undefined ? (await about(service, "seqlint.picture"))?.text : drawn;
    if (svg === undefined) {
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      filters: { "SVG pictures": ["svg"] },
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, "model.svg") } : {}),
    });
    if (target !== undefined) {
      await writeFile(target.fsPath, svg, "utf-8");
    }
  }

  const { registerCommand } = vscode.commands;
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
    registerCommand("seqlint.explainModel", explain),
    registerCommand("seqlint.showSummary", summary),
    registerCommand("seqlint.showPicture", show),
    registerCommand("seqlint.savePicture", save),
    registerCommand("seqlint.showModel", (uri?: vscode.Uri, position?: vscode.Position) =>
      panel.show(uri && position ? { uri, position } : undefined),
    ),
  );
}

/** What the server says about the model at the cursor; if it says nothing, the user is told why. */
async function about(service: Service, command: ServerCommand): Promise<Answer | undefined> {
  const where: Cursor | undefined = cursor();
  if (where === undefined) {
    void vscode.window.showInformationMessage("Open a Python program with a Sequential model first.");
    return undefined;
  }
  const answer = await service.askNear(command, where.uri, where.position);
  if (answer === undefined) {
    const running = service.state.name === "running";
    const words = running ? "This seqlint is too old to answer that. Update it." : "seqlint does not run.";
    const chosen = await vscode.window.showWarningMessage(words, running ? "Install seqlint" : "Show Output");
    if (chosen !== undefined) {
      await vscode.commands.executeCommand(running ? "seqlint.install" : "seqlint.showOutput");
    }
    return undefined;
  }
  if (typeof answer !== "string" || answer === "") {
    void vscode.window.showInformationMessage("seqlint knows of no Sequential model in this text.");
    return undefined;
  }
  return { text: answer, options: { viewColumn: beside(where), preserveFocus: true } };
}
