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
import org.cairndb.it.Size;
import org.cairndb.storage.store.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All queries give the same rows as in DuckDB and H2, and run on columns alone. */
class TpchIT {
    private static final double SMALL = 0.01;
    private static final double LARGE = 0.1;

    @TempDir
    Path folder;

    @Test
    void queriesAnswerAsElsewhereAtASmallScale() throws SQLException, IOException {
        compare(SMALL, List.of(SqlTpch.DUCKDB, SqlTpch.H2));
    }

    /** H2 takes minutes to load and join this much, so that it judges only under the profile {@code stress}. */
    @Test
    void queriesAnswerAsElsewhereAtTenTimesTheScale() throws SQLException, IOException {
        compare(LARGE, List.of(SqlTpch.DUCKDB, SqlTpch.H2).subList(0, Size.choose(1, 2)));
    }

    private void compare(double scaleFactor, List<SqlTpch> judges) throws SQLException, IOException {
        Location location = Location.ofFolder(Files.createDirectories(folder.resolve("cairn")));
        CairnTpch.load(location, scaleFactor);
        try (Connection cairn =
                DriverManager.getConnection("jdbc:cairn:" + location.address().uri())) {
            List<String> differences = new ArrayList<>();
            for (SqlTpch judge : judges) {
                try (Connection other = judge.connect(folder)) {
                    judge.load(other, folder, scaleFactor);
                    for (TpchQuery query : TpchQuery.all()) {
                        Answer answer = Answer.of(cairn, query.sql(scaleFactor));
                        Answer.of(other, query.sql(judge, scaleFactor))
                                .difference(answer)
                                .ifPresent(difference ->
                                        differences.add("%s is not as in %s: %s".formatted(query, judge, difference)));
                    }
                }
            }
            assertThat(differences).isEmpty();
            for (TpchQuery query : TpchQuery.all()) {
                assertThat(Answer.of(cairn, "EXPLAIN " + query.sql(scaleFactor)).toString())
                        .as("plan of %s", query)
                        .doesNotContain("Enumerable");
            }
        }
    }
}
