export function tenEntities(): string;
export function schemaOf(count: number): string;
