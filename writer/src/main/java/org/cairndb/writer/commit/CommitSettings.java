package org.cairndb.writer.commit;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a committer works.
 *
 * @param clock gives transactions their instants
 * @param random gives nonces, database ids and jitter; safe for several threads
 * @param bounds when the tail is flushed
 * @param maxGroup most transactions that one head swap commits
 * @param retryDeadline how long one group is tried
 */
public record CommitSettings(
        Clock clock, RandomGenerator random, FlushBounds bounds, int maxGroup, Duration retryDeadline) {}
