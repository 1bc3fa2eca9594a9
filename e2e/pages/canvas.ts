import type { Locator, Page } from 'playwright';

export type Side = 'left' | 'right' | 'frontend' | 'backend';

/** The palette and the canvas: nodes are dragged there, and cables from jack to jack. */
export class Canvas {
  constructor(private readonly page: Page) {}

  node(id: string): Locator {
    return this.page.locator('.react-flow__node').getByTestId(`node-${id}`);
  }

  link(id: string): Locator {
    return this.page.getByTestId('canvas').getByTestId(`link-${id}`);
  }

  get nodes(): Locator {
    return this.page.locator('.react-flow__node [data-testid^="node-"]');
  }

  get links(): Locator {
    return this.page.getByTestId('canvas').locator('[data-testid^="link-"]');
  }

  get peers(): Locator {
    return this.page.locator('.react-flow__node [data-testid^="peer-"]');
  }

  /** Drags an item of the palette to a place of the canvas, in parts of its width and height. */
  async add(item: string, x: number, y: number): Promise<void> {
    const canvas = this.page.getByTestId('canvas');
    const { width, height } = await boxOf(canvas);
    const targetPosition = { x: width * x, y: height * y };
    await this.page.getByTestId(`palette-item-${item}`).dragTo(canvas, { targetPosition });
  }

  /** Drags a cable from one node's jack onto another node, and lets go there unless told to hold. */
  async wire(from: string, fromSide: Side, to: string, toSide: Side, hold = false): Promise<void> {
    const start = await middleOf(this.jack(from, fromSide));
    const end = await middleOf(this.jack(to, toSide));
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await mouse.move(end.x, end.y, { steps: 5 });
    if (!hold) await mouse.up();
  }

  async letGo(): Promise<void> {
    await this.page.mouse.up();
  }

  async select(id: string): Promise<void> {
    await this.node(id).click({ position: { x: 90, y: 14 } });
  }

  private jack(node: string, side: Side): Locator {
    return this.node(node).locator(`.react-flow__handle[data-handleid="${side}"]`);
  }
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return box;
}

async function middleOf(locator: Locator) {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}
