/** SQL statements from people and files: where a statement ends, the interactive shell and its commands. */
@NullMarked
package org.cairndb.cli.shell;

import org.jspecify.annotations.NullMarked;
