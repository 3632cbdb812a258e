// The rich-text editor of draft bodies, bundled once by tools/vendor.mjs. No style is injected: the page brings
// static/ui/css/editor.css, so a strict content security policy holds.
import { Editor } from "@tiptap/core";
import { TableKit } from "@tiptap/extension-table";
import Subscript from "@tiptap/extension-subscript";
import Superscript from "@tiptap/extension-superscript";
import TextAlign from "@tiptap/extension-text-align";
import { Placeholder } from "@tiptap/extensions";
import StarterKit from "@tiptap/starter-kit";

/**
 * @param {HTMLElement} element  empty host
 * @param {{content?: object|string, onChange?: (json: object) => void, onState?: (editor: Editor) => void,
 *          editable?: boolean, placeholder?: string, label?: string}} options
 * @returns {Editor} a TipTap editor: getJSON(), getText(), commands, chain(), isActive(), setEditable(), destroy()
 */
export function createEditor(element, options = {}) {
  const { content = "", onChange, onState, editable = true, placeholder = "", label = "" } = options;
  return new Editor({
    element,
    content,
    editable,
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        link: { openOnClick: false, autolink: false, protocols: ["https", "http", "mailto"] },
        codeBlock: false,
        code: false,
      }),
      TextAlign.configure({ types: ["heading", "paragraph"] }),
      TableKit.configure({ table: { resizable: false } }),
      Subscript,
      Superscript,
      Placeholder.configure({ placeholder }),
    ],
    editorProps: { attributes: { "aria-label": label, "aria-multiline": "true", role: "textbox", spellcheck: "false" } },
    onUpdate: ({ editor }) => onChange?.(editor.getJSON()),
    onTransaction: ({ editor }) => onState?.(editor),
  });
}
