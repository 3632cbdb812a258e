// Fills src/congso/ui/static/vendor from node_modules: `npm ci && npm run vendor`. The output is committed, so nobody
// needs Node to run the product. `npm run check` fails when the committed files differ from what the lock gives.
import { build } from "esbuild";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const home = join(root, "src/congso/ui/static/vendor");
const checking = process.argv.includes("--check");
const target = checking ? mkdtempSync(join(tmpdir(), "vendor-")) : home;

const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
const read = (path) => readFileSync(join(modules, path), "utf8");

function put(path, content) {
  const full = join(target, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

function copy(from, to) {
  const full = join(target, to);
  mkdirSync(dirname(full), { recursive: true });
  cpSync(join(modules, from), full, { recursive: true });
}

const withoutMaps = (code) => code.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");

function fonts() {
  const ranges = {};
  const css = read("@fontsource/be-vietnam-pro/400.css");
  for (const subset of ["latin", "vietnamese"]) {
    const block = css.slice(css.indexOf(`/* be-vietnam-pro-${subset}-400-normal */`));
    ranges[subset] = /unicode-range: ([^;]+);/.exec(block)[1];
  }
  let faces = "";
  for (const weight of [400, 500, 600]) {
    for (const subset of ["vietnamese", "latin"]) {
      const file = `be-vietnam-pro-${subset}-${weight}.woff2`;
      copy(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`, `fonts/${file}`);
      faces += `@font-face{font-family:"Be Vietnam Pro";font-style:normal;font-display:swap;font-weight:${weight};` +
        `src:url(fonts/${file}) format("woff2");unicode-range:${ranges[subset]}}\n`;
    }
  }
  put("fonts.css", faces);
  copy("@fontsource/be-vietnam-pro/LICENSE", "fonts/LICENSE");
}

function sprite() {
  const names = readFileSync(join(root, "src/congso/ui/icons.txt"), "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const filled = name.endsWith("-filled");
    const file = join("@tabler/icons/icons", filled ? "filled" : "outline", `${name.replace(/-filled$/, "")}.svg`);
    if (!existsSync(join(modules, file))) throw new Error(`icons.txt: there is no icon "${name}"`);
    const body = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(read(file))[1]
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "").replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>");
    const paint = filled ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
    return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
  });
  put("sprite.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
  copy("@tabler/icons/LICENSE", "sprite.LICENSE");
}

function htmx() {
  put("htmx.js", withoutMaps(read("htmx.org/dist/htmx.min.js")));
  copy("htmx.org/LICENSE", "htmx.LICENSE");
}

function pdf() {
  put("pdfjs/pdf.mjs", withoutMaps(read("pdfjs-dist/legacy/build/pdf.min.mjs")));
  put("pdfjs/pdf.worker.mjs", withoutMaps(read("pdfjs-dist/legacy/build/pdf.worker.min.mjs")));
  // Without WebAssembly, which the content security policy does not allow.
  for (const name of ["openjpeg_nowasm_fallback.js", "jbig2_nowasm_fallback.js", "LICENSE_OPENJPEG", "LICENSE_JBIG2"]) {
    copy(`pdfjs-dist/wasm/${name}`, `pdfjs/wasm/${name}`);
  }
  copy("pdfjs-dist/standard_fonts", "pdfjs/standard_fonts");
  copy("pdfjs-dist/LICENSE", "pdfjs/LICENSE");
}

async function editor() {
  const result = await build({
    entryPoints: [join(root, "tools/editor-entry.mjs")],
    bundle: true, minify: true, format: "esm", target: ["es2020"], write: false, legalComments: "none",
  });
  put("editor.js", result.outputFiles[0].text);
  copy("@tiptap/core/LICENSE.md", "editor.LICENSE");
}

function manifest() {
  const names = ["htmx.org", "@tabler/icons", "@fontsource/be-vietnam-pro", "pdfjs-dist", "@tiptap/core", "@tiptap/pm"];
  put("versions.json", `${JSON.stringify(Object.fromEntries(names.map((name) => [name, version(name)])), null, 2)}\n`);
}

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

if (!checking) rmSync(home, { recursive: true, force: true });
fonts();
sprite();
htmx();
pdf();
await editor();
manifest();

if (checking) {
  const wrong = new Set();
  for (const path of files(target)) {
    const twin = join(home, relative(target, path));
    if (!existsSync(twin) || !readFileSync(path).equals(readFileSync(twin))) wrong.add(relative(target, path));
  }
  for (const path of files(home)) if (!existsSync(join(target, relative(home, path)))) wrong.add(relative(home, path));
  rmSync(target, { recursive: true });
  if (wrong.size) {
    console.error(`static/vendor does not match package-lock.json: ${[...wrong].join(", ")}. Run: npm ci && npm run vendor`);
    process.exit(1);
  }
}
