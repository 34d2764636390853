/**
 * Random statements over random tables, compared with another database that holds copies of them: every value type, absent values, link tables, datom
 * tables, the past. A statement that goes wrong is cut down before it is shown.
 */
@NullMarked
package org.cairndb.it.random;

import org.jspecify.annotations.NullMarked;
