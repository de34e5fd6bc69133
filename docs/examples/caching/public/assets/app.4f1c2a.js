document.body.append('The name of this file changes with its content.');
