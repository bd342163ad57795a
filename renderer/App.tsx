import { Canvas } from './canvas/Canvas.tsx';

export function App() {
  return <Canvas />;
}
