/**
 * Many writers on one branch of one database, on every store, over good networks and bad ones.
 *
 * <p>Writers are clients of their own as far as the store allows: each has its own store object and, where there is a network, its own connections. What they
 * were told is compared with what is stored, transaction by transaction, and every database is checked as a whole afterwards. Faults come from a seed, which
 * failures name; {@code -Dcairn.race.seed=} takes another.
 */
@NullMarked
package org.cairndb.it.race;

import org.jspecify.annotations.NullMarked;
