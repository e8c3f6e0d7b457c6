/**
 * How the console is built: `console/` in, `console/dist/` out, which the server hands out as it stands.
 * In development (`npm run console`) pages come from here and the API from a server on port 8080.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // No data: addresses: what a page shows comes from our own files.
    assetsInlineLimit: 0,
    // It is measured by a test, gzipped.
    chunkSizeWarningLimit: 2_000,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: true } } },
});
