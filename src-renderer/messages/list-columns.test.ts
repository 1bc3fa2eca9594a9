import { describe, expect, it } from 'vitest';
import { layoutOf } from './list-columns';

const SHOWN = ['time', 'route', 'frames', 'size', 'latency', 'content'];

describe('the columns of the list', () => {
  it('stand in their own order with the widths that were given, the content last', () => {
    const { columns, template } = layoutOf(['content', 'size', 'time', 'unheard-of'], { time: 100, size: 1 }, 1000);
    expect(columns).toEqual(['time', 'size', 'content']);
    expect(template).toBe('100px 48px minmax(78px, 1fr)');
  });

  it('have as many pixels together as there are', () => {
    const { columns, widths } = layoutOf(SHOWN, {}, 1000);
    expect(widths).toMatchObject({ time: 80, route: 220, content: 1000 - 24 - 5 * 8 - 80 - 220 - 52 - 68 - 80 });
    expect(columns).toEqual(Object.keys(widths));
  });

  it('share what is left between the route and the content until the route has its width', () => {
    const others = 24 + 5 * 8 + 80 + 52 + 68 + 80;
    expect(layoutOf(SHOWN, {}, others + 96 + 78 + 40).widths).toMatchObject({ route: 116, content: 98 });
    expect(layoutOf(SHOWN, {}, others + 210 + 78 + 40)).toMatchObject({
      withTypes: true,
      widths: { route: 220, content: 108 },
    });
    expect(layoutOf(SHOWN, { route: 100 }, others + 300).widths).toMatchObject({ route: 100, content: 200 });
  });

  it('have the types of sockets once only', () => {
    expect(layoutOf([...SHOWN, 'sockets'], {}, 2000).withTypes).toBe(false);
  });

  it('give way where there is little room, the content never', () => {
    expect(layoutOf(SHOWN, {}, 1000)).toMatchObject({ columns: SHOWN, withTypes: true });
    expect(layoutOf(SHOWN, {}, 530)).toMatchObject({ columns: SHOWN, withTypes: false });
    expect(layoutOf(SHOWN, {}, 480).columns).toEqual(['time', 'route', 'size', 'latency', 'content']);
    expect(layoutOf(SHOWN, {}, 100).columns).toEqual(['route', 'content']);
    expect(layoutOf([], {}, 100).columns).toEqual(['content']);
  });
});
