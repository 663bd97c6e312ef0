import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { environment: "jsdom", css: true, setupFiles: ["test/setup.ts"], include: ["test/**/*.test.ts"] },
});
