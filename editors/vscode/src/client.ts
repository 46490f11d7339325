/** The language client: how the server is started, and which texts it is asked about. */

import * as vscode from "vscode";
import {
  type DocumentSelector,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  SymbolKind,
} from "vscode-languageclient/node";
import type { Range } from "./model.js";
import type { Choice } from "./server/choice.js";
import { environment } from "./server/probe.js";
import { SECTION } from "./settings.js";

const TEXTS: DocumentSelector = [
  { scheme: "file", language: "python" },
  { scheme: "untitled", language: "python" },
  { notebook: "jupyter-notebook", language: "python" },
];

/** What the server can be asked about the model at a place. */
export type ServerCommand = "seqlint.explain" | "seqlint.summary" | "seqlint.picture" | "seqlint.model";

/** Make a client for a server; it is not started yet. */
export function makeClient(choice: Choice, folder: string, output: vscode.LogOutputChannel): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: TEXTS,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: vscode.workspace.getConfiguration(SECTION),
    initializationFailedHandler: () => false,
    middleware: {
      provideCodeLenses: async (document, token, next) => {
        const lenses = (await next(document, token)) ?? [];
        return lenses.map((lens) => leading(lens, document.uri));
      },
    },
  };
  const env = environment();
  // The folder is never the user's: Python would import what lies there.
  const run = { command: choice.command, args: [...choice.args], options: { cwd: folder, env } };
  return new LanguageClient(SECTION, "seqlint", { run, debug: run }, options);
}

/** A line above a model that leads nowhere opens the side panel. */
function leading(lens: vscode.CodeLens, uri: vscode.Uri): vscode.CodeLens {
  if (lens.command && !lens.command.command) {
    lens.command = {
      title: lens.command.title,
      tooltip: "Show this model in the side panel",
      command: "seqlint.showModel",
      arguments: [uri, lens.range.start],
    };
  }
  return lens;
}

/** Ask the server about the model at a place; undefined where it does not know the question. */
export async function askAt(
  client: LanguageClient,
  command: ServerCommand,
  uri: vscode.Uri,
  position: vscode.Position,
): Promise<unknown> {
  const offered = client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  if (!offered.includes(command)) {
    return undefined;
  }
  const where = {
    textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
    position: client.code2ProtocolConverter.asPosition(position),
  };
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [where] });
}

/** Where the models of a text are. */
export async function modelsOf(client: LanguageClient, uri: vscode.Uri): Promise<Range[]> {
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const symbols = (await client.sendRequest(DocumentSymbolRequest.type, { textDocument })) ?? [];
  return symbols.flatMap((symbol) =>
    "selectionRange" in symbol && symbol.kind === SymbolKind.Class ? [symbol.selectionRange] : [],
  );
}
