package org.cairndb.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.store.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All queries give the same rows as in DuckDB and in H2, and run on columns alone. */
class TpchIT {
    private static final double SMALL = 0.01;
    private static final double LARGE = 0.1;

    @TempDir
    Path folder;

    @Test
    void queriesAnswerAsElsewhereAtASmallScale() throws SQLException, IOException {
        compare(SMALL);
    }

    @Test
    void queriesAnswerAsElsewhereAtTenTimesTheScale() throws SQLException, IOException {
        compare(LARGE);
    }

    private void compare(double scaleFactor) throws SQLException, IOException {
        Location location = Location.ofFolder(Files.createDirectories(folder.resolve("cairn")));
        CairnTpch.load(location, scaleFactor);
        try (Connection cairn = DriverManager.getConnection(
                        "jdbc:cairn:" + location.address().uri());
                Connection duckdb = SqlTpch.DUCKDB.connect(folder);
                Connection h2 = SqlTpch.H2.connect(folder)) {
            SqlTpch.DUCKDB.load(duckdb, folder, scaleFactor);
            SqlTpch.H2.load(h2, folder, scaleFactor);
            List<String> differences = new ArrayList<>();
            for (TpchQuery query : TpchQuery.all()) {
                assertThat(Answer.of(cairn, "EXPLAIN " + query.sql(scaleFactor)).toString())
                        .as("plan of %s", query)
                        .doesNotContain("Enumerable");
                Answer answer = Answer.of(cairn, query.sql(scaleFactor));
                Answer.of(duckdb, query.sql(SqlTpch.DUCKDB, scaleFactor))
                        .difference(answer)
                        .ifPresent(difference -> differences.add(query + " is not as in DuckDB: " + difference));
                Answer.of(h2, query.sql(SqlTpch.H2, scaleFactor))
                        .difference(answer)
                        .ifPresent(difference -> differences.add(query + " is not as in H2: " + difference));
            }
            assertThat(differences).isEmpty();
        }
    }
}
