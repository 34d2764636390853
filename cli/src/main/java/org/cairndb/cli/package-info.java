/** The {@code cairn} command. It exits with 0 only on success. */
@NullMarked
package org.cairndb.cli;

import org.jspecify.annotations.NullMarked;
