// Stands in for the Python extension. `python.setInterpreter` takes the path of the interpreter to select.

const vscode = require("vscode");

exports.activate = (context) => {
  let selected = process.env.SEQLINT_SELECTED ?? "";
  const changed = new vscode.EventEmitter();
  context.subscriptions.push(
    changed,
    vscode.commands.registerCommand("python.setInterpreter", (path) => {
      selected = path;
      changed.fire({ path });
    }),
  );
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected, path: selected }),
      resolveEnvironment: async ({ path }) => ({ path, executable: { uri: vscode.Uri.file(path) } }),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
