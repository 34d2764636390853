/**
 * How a schema grows: attribute definitions, which alterations are allowed, and inference from a first value.
 *
 * <p>Invariant: every change made here leaves stored datoms valid under the new definition, so no stored node has to be rewritten.
 */
@NullMarked
package org.cairndb.writer.schema;

import org.jspecify.annotations.NullMarked;
