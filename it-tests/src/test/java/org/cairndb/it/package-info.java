/**
 * Tests of the whole: several processes, real JDBC clients, other databases as the measure of what is right.
 *
 * <p>Every test that wrote a database ends with a check of all that is stored. Tests that take minutes at their full size run a small one in every build and
 * the full one under the Maven profile {@code stress}; see {@link org.cairndb.it.Size}.
 */
@NullMarked
package org.cairndb.it;

import org.jspecify.annotations.NullMarked;
