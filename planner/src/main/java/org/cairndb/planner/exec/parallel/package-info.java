/**
 * Several threads for one statement: copies of a pipeline that each read a part of its driving scan.
 *
 * <p>Results do not depend on which thread does what: parts are gathered in order, and shares of an aggregation are fixed before they begin. The thread
 * that asks for rows works too, so that a statement gets on even if no other thread is free.
 */
@NullMarked
package org.cairndb.planner.exec.parallel;

import org.jspecify.annotations.NullMarked;
