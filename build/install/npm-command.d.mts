export function npmCommand(args: string[]): [program: string, args: string[], options: { shell: boolean }];
