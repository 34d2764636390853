/** What goes into databases: imports and transactions in files. */
@NullMarked
package org.cairndb.cli.ingest;

import org.jspecify.annotations.NullMarked;
