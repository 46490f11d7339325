/** The commands about the model at the cursor. */

import { writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { ServerCommand } from "../client.js";
import { Pages, SCHEME } from "../pages.js";
import { picturePage } from "../panel/page.js";
import type { Panel } from "../panel/view.js";
import { type Cursor, cursor } from "../place.js";
import type { Service } from "../service.js";

const BESIDE = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };

/** Register them. */
export function modelCommands(service: Service, panel: Panel, extension: vscode.Uri): vscode.Disposable {
  const pages = new Pages();
  let picture: vscode.WebviewPanel | undefined;
  let drawn = "";

  async function explain(): Promise<void> {
    const text = await about(service, "seqlint.explain");
    if (text !== undefined) {
      await vscode.commands.executeCommand("markdown.showPreviewToSide", pages.put("model.md", text));
    }
  }

  async function summary(): Promise<void> {
    const text = await about(service, "seqlint.summary");
    if (text !== undefined) {
      await vscode.window.showTextDocument(pages.put("model summary.txt", text), BESIDE);
    }
  }

  async function show(): Promise<void> {
    const svg = await about(service, "seqlint.picture");
    if (svg === undefined) {
      return;
    }
    drawn = svg;
    const media = vscode.Uri.joinPath(extension, "media");
    if (picture === undefined) {
      picture = vscode.window.createWebviewPanel("seqlint.picture", "Model", BESIDE, { localResourceRoots: [media] });
      picture.iconPath = vscode.Uri.joinPath(media, "panel.svg");
      picture.onDidDispose(() => {
        picture = undefined;
      });
    }
    const { webview } = picture;
    const style = webview.asWebviewUri(vscode.Uri.joinPath(media, "panel.css")).toString();
    webview.html = picturePage(svg, { source: webview.cspSource, style });
    picture.reveal(undefined, true);
  }

  async function save(): Promise<void> {
    const svg = picture === undefined ? await about(service, "seqlint.picture") : drawn;
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
async function about(service: Service, command: ServerCommand): Promise<string | undefined> {
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
  return answer;
}
