/**
 * How the command speaks: result formats, progress and errors.
 *
 * <p>Results go to the standard output and everything else to the error stream, so that a result can be piped. Text from a database never reaches a
 * terminal with its control characters.
 */
@NullMarked
package org.cairndb.cli.output;

import org.jspecify.annotations.NullMarked;
