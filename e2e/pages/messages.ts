import type { Locator, Page } from 'playwright';
import { expect } from 'playwright/test';

/** The list of captured messages and the opened one's frames. */
export class Messages {
  constructor(private readonly page: Page) {}

  get rows(): Locator {
    return this.page.getByTestId('message-row');
  }

  get opened(): Locator {
    return this.page.getByTestId('frame-view');
  }

  frame(index: number): Locator {
    return this.opened.getByTestId(`frame-${index}`);
  }

  /** A frame of the opened message in one of the lanes: what was given, what was on the wire, what was got. */
  lane(lane: 'gave' | 'wire' | 'got', role: string): Locator {
    return this.opened.getByTestId(`lane-${lane}-${role}`);
  }

  /** The first row whose text ends with this. */
  row(text: string): Locator {
    return this.rows.filter({ hasText: new RegExp(`${text}$`) }).first();
  }

  /** Opens the first row whose text has this. */
  async open(text: string | RegExp): Promise<void> {
    await this.rows.filter({ hasText: text }).first().click();
  }

  /** Types another filter, and waits until the list has left the rows of the one before. */
  async filter(text: string): Promise<void> {
    const list = this.page.getByTestId('message-list');
    const before = await list.getAttribute('data-view');
    await this.page.getByTestId('message-filter').fill(text);
    await expect(list).not.toHaveAttribute('data-view', before ?? '');
  }
}
