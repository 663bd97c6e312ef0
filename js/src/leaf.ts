/** The common shape of an output's view. */
import { setExtent } from "./extent";
import type { Props } from "./model";
import type { Piece } from "./patcher";

/** Make a view whose element takes the layout props before its own `update` runs. */
export function leaf(el: HTMLElement, update: (props: Props) => void, dispose?: () => void): Piece {
  return {
    el,
    update: (props) => {
      setExtent(el, props);
      update(props);
    },
    dispose,
  };
}
