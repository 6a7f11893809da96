/** jsdom has no modal dialogs: one that is shown takes the focus, and Escape asks it to close. */
export function installDialogs(): void {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
    this.querySelector('button')?.focus();
  };
}

export function pressEscape(): void {
  const open = [...document.querySelectorAll('dialog[open]')].at(-1);
  open?.dispatchEvent(new Event('cancel', { cancelable: true }));
}
