package org.cairndb.planner.exec.history;

import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.time.PointValue;

/** Which versions of rows a table with a range of time gives; decided at execution. */
public sealed interface VersionRange permits VersionRange.All, VersionRange.OfTimes, VersionRange.OfTransactions {
    /** The range of an execution, of the versions of an attached database. */
    VersionBounds resolve(ExecutionContext context, String database);

    /** Whether a version that begins exactly at the end of the range belongs to it. */
    enum End {
        /** BETWEEN. */
        INCLUDED,
        /** FROM, TO. */
        EXCLUDED
    }

    /** Every version. */
    record All() implements VersionRange {
        @Override
        public VersionBounds resolve(ExecutionContext context, String database) {
            return TxRange.ALL;
        }
    }

    /**
     * Versions between two times.
     *
     * @param from versions that end after it
     * @param to versions that begin before it
     */
    record OfTimes(PointValue from, PointValue to, End end) implements VersionRange {
        @Override
        public VersionBounds resolve(ExecutionContext context, String database) {
            long begin = from.micros(context);
            long last = to.micros(context) - (end == End.INCLUDED ? 0 : 1);
            return new InstantRange(begin, last);
        }
    }

    /**
     * Versions between two transactions.
     *
     * @param from versions that end after it
     * @param to versions that begin before it
     */
    record OfTransactions(PointValue from, PointValue to, End end) implements VersionRange {
        @Override
        public VersionBounds resolve(ExecutionContext context, String database) {
            long begin = from.tx(context, database);
            long last = to.tx(context, database) - (end == End.INCLUDED ? 0 : 1);
            return new TxRange(begin, last);
        }
    }
}
