/**
 * How the console looks. Colours are Mantine's own, which hold their contrast in both schemes; figures have one width, so that columns align.
 */
import { Badge, createTheme, Drawer, Modal } from "@mantine/core";

export const THEME = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: "md",
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "650" },
  cursorType: "pointer",
  components: {
    Badge: Badge.extend({ defaultProps: { tt: "none", variant: "light" } }),
    // The head of a dialog is no banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
    Drawer: Drawer.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
  },
});
