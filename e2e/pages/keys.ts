import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';

/** The dialog of keys and logins. */
export class Keys {
  private readonly dialog: Locator;

  constructor(private readonly page: Page) {
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('open-keys').click();
    await expect(this.dialog).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toBeHidden();
  }

  async generate(name: string): Promise<void> {
    await this.dialog.getByText('New key pair').click();
    await this.dialog.getByTestId('key-name').fill(name);
    await this.dialog.getByTestId('key-add').click();
    await expect(this.row(name)).toBeVisible();
  }

  async import(name: string, publicKey: string): Promise<void> {
    await this.dialog.getByText('Import a key').click();
    await this.dialog.getByTestId('key-name').fill(name);
    await this.dialog.getByTestId('key-first').fill(publicKey);
    await this.dialog.getByTestId('key-add').click();
    await expect(this.row(name)).toBeVisible();
  }

  async rename(name: string, to: string): Promise<void> {
    await this.row(name).getByRole('button', { name: 'Rename' }).click();
    await this.dialog.getByTestId('key-new-name').fill(to);
    await this.page.keyboard.press('Enter');
    await expect(this.row(to)).toBeVisible();
  }

  /** What the dialog says of a key that it is told to remove; it is kept. */
  async removalWarning(name: string): Promise<string> {
    await this.row(name).getByRole('button', { name: 'Remove' }).click();
    const warning = this.row(name).getByRole('alert');
    const said = await warning.innerText();
    await warning.getByText('Keep it').click();
    return said;
  }

  async publicKey(name: string): Promise<string> {
    return (await this.row(name).locator('[data-selectable]').innerText()).trim();
  }

  private row(name: string): Locator {
    return this.dialog.getByTestId(`key-${name}`);
  }
}
