/** The side panel: follows the cursor and draws the model there. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { type Model, readModel } from "../model.js";
import { asRange, type Cursor, cursor, reveal, together } from "../place.js";
import type { Service } from "../service.js";
import { followsCursor } from "../settings.js";
import { type Drawing, draw, drawNothing, type Target } from "./drawing.js";
import type { FromPage, ToPage } from "./messages.js";
import { panelPage } from "./page.js";

export const VIEW = "seqlint.panel";

/** How long the cursor and the text must be quiet before the server is asked, in milliseconds. */
const QUIET = 150;

export class Panel implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private model: Model | null = null;
  /** Where the cursor was when the panel last asked. */
  private last: Cursor | undefined;
  private targets: readonly Target[] = [];
  private drawing: Drawing = drawNothing("");
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly service: Service,
    private readonly extension: vscode.Uri,
  ) {
    this.disposables = [
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.moved(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.moved(editor)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === this.last?.uri.toString())) {
          this.soon();
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === this.last?.uri.toString()) {
          this.soon();
        }
      }),
      service.onState(() => this.soon()),
    ];
  }

  /** Draw the model at a place, whether the panel follows the cursor or not. */
  async show(where: Cursor | undefined): Promise<void> {
    this.last = where ?? cursor() ?? this.last;
    await vscode.commands.executeCommand(`${VIEW}.focus`);
    await this.refresh();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const dist = vscode.Uri.joinPath(this.extension, "dist");
    const media = vscode.Uri.joinPath(this.extension, "media");
    view.webview.options = { enableScripts: true, localResourceRoots: [dist, media] };
    view.webview.html = panelPage({
      source: view.webview.cspSource,
      script: view.webview.asWebviewUri(vscode.Uri.joinPath(dist, "panel.js")).toString(),
      style: view.webview.asWebviewUri(vscode.Uri.joinPath(media, "panel.css")).toString(),
      nonce: randomBytes(16).toString("base64url"),
    });
    view.webview.onDidReceiveMessage((message: FromPage) => this.heard(message));
    view.onDidChangeVisibility(() => this.soon());
    view.onDidDispose(() => {
      this.view = undefined;
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private heard(message: FromPage): void {
    if (message.type === "ready") {
      this.last ??= cursor();
      this.send();
      this.soon();
      return;
    }
    const target = this.targets[message.place];
    if (target !== undefined) {
      void reveal(vscode.Uri.parse(target.uri), asRange(target.range));
    }
  }

  private moved(editor: vscode.TextEditor | undefined): void {
    const inFront = editor !== undefined && editor === vscode.window.activeTextEditor;
    if (inFront && editor.document.languageId === "python" && followsCursor()) {
      this.last = cursor(editor);
      this.soon();
    }
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), QUIET);
  }

  private async refresh(): Promise<void> {
    if (!this.view?.visible) {
      return;
    }
    const ticket = ++this.asked;
    const where = this.last;
    const found = where && (await this.answer(where));
    if (ticket !== this.asked) {
      return; // The cursor is elsewhere by now.
    }
    this.model = found ?? this.kept(where);
    this.drawing = this.model === null ? drawNothing(this.lack()) : draw(this.model);
    this.targets = this.drawing.places;
    this.view.description = this.model?.name ?? "";
    this.send();
  }

  private async answer({ uri, position }: Cursor): Promise<Model | null> {
    try {
      const here = readModel(await this.service.ask("seqlint.model", uri, position));
      const found = here ?? readModel(await this.service.askNear("seqlint.model", uri, position));
      return here ?? (found && { ...found, selected: null });
    } catch {
      return null; // The server was stopped meanwhile; its next state brings the panel back here.
    }
  }

  /** In a cell without a model, that of another cell stays. */
  private kept(where: Cursor | undefined): Model | null {
    const last = this.service.state.name === "running" ? this.model : null;
    const stays = last !== null && where?.uri.fragment && together(vscode.Uri.parse(last.uri), where.uri);
    return stays ? { ...last, selected: null } : null;
  }

  private lack(): string {
    switch (this.service.state.name) {
      case "running":
        return this.last === undefined
          ? "Open a Python program with a Sequential model, and it is drawn here."
          : "seqlint knows of no Sequential model in this text. The one at the cursor would be drawn here.";
      case "starting":
        return "seqlint starts …";
      case "off":
        return "seqlint is turned off in the settings (seqlint.enable).";
      case "missing":
        return "seqlint is not installed. Run “seqlint: Install seqlint” from the command palette.";
      case "failed":
        return "seqlint does not run. “seqlint: Show Output” says why.";
    }
  }

  private send(): void {
    const { root, spoken } = this.drawing;
    const message: ToPage = { type: "draw", drawing: { root, spoken } };
    void this.view?.webview.postMessage(message);
  }
}
