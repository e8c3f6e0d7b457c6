/**
 * What a command is to the program, and what all commands have in common.
 */
import type { Command } from "commander";
import type { Refusal } from "../../domain/refusal.ts";
import { CommandRefused } from "./failures.ts";

/** Adds a command to the program; its action sets the exit code. */
export type CommandPart = (program: Command, env: NodeJS.ProcessEnv, exit: (code: number) => void) => void;

/** A command with the options that all of them have. */
export function common(command: Command): Command {
  return command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .option("--json", "print exactly one JSON document")
    .option("--data <dir>", "folder of the embedded database (OPENCOMMISSION_DATA, default ./data)")
    .option("--as <name>", "who acts (OPENCOMMISSION_ACTOR, default your user name)");
}

/** Ends the command with exit code 1 and the refusal's words. */
export function refusedBy(refusal: Refusal): CommandRefused {
  return new CommandRefused(refusal.code, refusal.message, refusal.details);
}
