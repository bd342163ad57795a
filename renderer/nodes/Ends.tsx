import { Handle, Position } from '@xyflow/react';

/** Cables draw their own path; React Flow only wants to find an end on each node. */
export const SourceEnd = () => <Handle type="source" position={Position.Bottom} isConnectable={false} />;
export const TargetEnd = () => <Handle type="target" position={Position.Top} isConnectable={false} />;
