/** Clients of other people at work on the jar that users get, over Chinook and FoodMart; the calls that they make are recorded. */
@NullMarked
package org.cairndb.it.clients;

import org.jspecify.annotations.NullMarked;
