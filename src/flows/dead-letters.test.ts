import { expect, test } from "vitest";
import { createMemoryQueue } from "../platform/memory-queue.ts";
