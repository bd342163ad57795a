process.stdout.write('usage: trunkline COMMAND FILE [options]\n');
