/** The driver's jar alone: what is in it, and that it works in a JVM that has nothing else. */
@NullMarked
package org.cairndb.it.jar;

import org.jspecify.annotations.NullMarked;
