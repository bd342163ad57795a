/** As many plain nodes as React Flow can show by itself: what the drawing's frame rate is held beside. */
import { type Node, ReactFlow } from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const count = Number(new URLSearchParams(location.hash.slice(1)).get('nodes'));
const across = Math.ceil(Math.sqrt(count));
const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
  id: `n${index}`,
  position: { x: (index % across) * 180, y: Math.floor(index / across) * 60 },
  data: { label: `node ${index}` },
}));
const root = document.getElementById('root');
const flow = createElement(ReactFlow, {
  defaultNodes: nodes,
  defaultEdges: [],
  panOnScroll: true,
  fitView: true,
  minZoom: 0.02,
});
if (root) createRoot(root).render(flow);
