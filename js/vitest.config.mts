import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "jsdom",
    css: true,
    setupFiles: ["test/setup.ts"],
    include: ["test/**/*.test.ts"],
    // For a loaded machine: what is usual takes a tenth of it.
    testTimeout: 60_000,
  },
});
