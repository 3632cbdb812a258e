export function enhanceEditors() {}
