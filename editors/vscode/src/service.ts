/** The server's life: found, started, started anew, stopped. */

import * as vscode from "vscode";
import { type LanguageClient, State as Running } from "vscode-languageclient/node";
import { askAt, makeClient, modelsOf, type ServerCommand } from "./client.js";
import { nearest } from "./nearest.js";
import { asPosition } from "./place.js";
import { described } from "./server/candidates.js";
import type { Missing } from "./server/choice.js";
import { findServer } from "./server/find.js";
import { enabled } from "./settings.js";
import type { State } from "./states.js";

export class Service implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private queue: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<State>();
  private now: State = { name: "off" };
  /** Why there is no server, if none was found. */
  missing: Missing | undefined;
  readonly onState = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  get state(): State {
    return this.now;
  }

  /** Stop what runs, and start what the settings ask for now. */
  restart(): Promise<void> {
    // One after the other: two servers at once would report everything twice.
    this.queue = this.queue.then(() => this.stop()).then(() => this.start());
    return this.queue;
  }

  /** Ask the server about the model at a place; undefined where nobody can answer. */
  async ask(command: ServerCommand, uri: vscode.Uri, position: vscode.Position): Promise<unknown> {
    return this.client?.state === Running.Running ? askAt(this.client, command, uri, position) : undefined;
  }

  /** The same about the nearest model of the text where none is at the place; null where the text has none. */
  async askNear(command: ServerCommand, uri: vscode.Uri, position: vscode.Position): Promise<unknown> {
    const here = await this.ask(command, uri, position);
    if (here !== null || this.client === undefined) {
      return here;
    }
    const start = nearest(await modelsOf(this.client, uri), position.line);
    return start ? this.ask(command, uri, asPosition(start)) : null;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose(2000);
    } catch (error) {
      this.output.warn(`The server did not end in order: ${String(error)}`);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async start(): Promise<void> {
    this.missing = undefined;
    if (!enabled()) {
      this.tell({ name: "off" });
      return;
    }
    this.tell({ name: "starting" });
    try {
      const found = await findServer(this.context);
      if ("reasons" in found) {
        this.missing = found;
        this.output.warn(["seqlint cannot start.", ...found.reasons].join("\n  "));
        this.tell({ name: "missing", reasons: found.reasons });
        return;
      }
      const place = described(found.candidate);
      this.output.info(`seqlint ${found.version}: ${[found.command, ...found.args].join(" ")}`);
      const client = makeClient(found, this.context.extensionPath, this.output);
      this.client = client;
      client.onDidChangeState(({ newState }) => {
        if (client !== this.client) {
          return;
        }
        if (newState === Running.Stopped) {
          this.tell({ name: "failed", reason: "the server has ended; the output says why" });
        } else if (newState === Running.Running) {
          this.tell({ name: "running", version: found.version, place });
        }
      });
      await client.start();
    } catch (error) {
      this.output.error(String(error));
      this.tell({ name: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  private tell(state: State): void {
    this.now = state;
    this.changed.fire(state);
    void vscode.commands.executeCommand("setContext", "seqlint.running", state.name === "running");
  }
}
