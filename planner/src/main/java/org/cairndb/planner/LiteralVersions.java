package org.cairndb.planner;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlNode;
import org.cairndb.planner.exec.SessionSnapshots;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.planner.time.StatePoint;
import org.cairndb.storage.datom.Schema;

/**
 * The branches, tags and commits that a statement spells out. They may have attributes that the state of the session lacks, so they are looked up while the
 * statement is planned, and the plan holds as long as they have the same schema. Not thread-safe.
 */
final class LiteralVersions {
    private final SessionSnapshots states;
    private final Map<Version, Schema> found = new LinkedHashMap<>();
    private final Map<Version, DatomSchema> tables = new HashMap<>();

    LiteralVersions(SessionSnapshots states) {
        this.states = states;
    }

    /**
     * A version.
     *
     * @param database the name under which its database is attached
     * @param text how the statement names it
     */
    record Version(String database, String text) {}

    /** The tables of a database at a point: those of the past, or those of the version that the point spells out. */
    DatomSchema tables(DatomSchema database, SqlNode period) {
        if (period instanceof SqlCall call
                && SnapshotFunctions.isVersion(call.getOperator().getName())
                && call.operand(0) instanceof SqlCharStringLiteral literal) {
            return named(database, literal.getValueAs(String.class).trim());
        }
        return database.past();
    }

    /** The tables of a database at a version, which a number or a time can be too. */
    DatomSchema named(DatomSchema database, String version) {
        if (!StatePoint.isNamed(version)) {
            return database.past();
        }
        return tables.computeIfAbsent(new Version(database.name(), version), named -> {
            Schema then = states.version(named.database, named.text).schema();
            found.put(named, then);
            return then.equals(database.schema()) ? database.past() : database.at(then);
        });
    }

    /** The versions looked up so far, with their schemas. */
    Map<Version, Schema> found() {
        return found;
    }
}
