/**
 * SQLite's logic tests through the driver. Tables of a script become entities in a database in memory, read through views that hide their ids; what
 * queries answer is compared with what the scripts expect.
 */
@NullMarked
package org.cairndb.it.sqllogic;

import org.jspecify.annotations.NullMarked;
