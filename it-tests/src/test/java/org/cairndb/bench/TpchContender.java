package org.cairndb.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairndb.tpch.Answer;
import org.cairndb.tpch.TpchQuery;

/** A name in the table of results and the way to run a query there. */
record TpchContender(String name, Preparation preparation) {
    private static final AtomicInteger TEXTS = new AtomicInteger();

    /** Makes a query ready to run any number of times. */
    interface Preparation {
        Callable<Answer> of(TpchQuery query) throws SQLException;
    }

    /** The text of a query in the words of a system. */
    interface Text {
        String of(TpchQuery query);
    }

    /** Statements are prepared once. */
    static TpchContender prepared(String name, Connection connection, Text text) {
        return new TpchContender(name, query -> {
            PreparedStatement statement = connection.prepareStatement(text.of(query));
            statement.setQueryTimeout(Answer.MAX_SECONDS);
            return () -> {
                try (ResultSet result = statement.executeQuery()) {
                    return Answer.of(result);
                }
            };
        });
    }

    /** No text comes twice, so that each is planned and no result is taken from memory; a statement may take a number of seconds. */
    static TpchContender planned(String name, Connection connection, int maxSeconds, Text text) {
        return new TpchContender(name, query -> () -> {
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(maxSeconds);
                try (ResultSet result =
                        statement.executeQuery(text.of(query) + "\n-- text " + TEXTS.incrementAndGet())) {
                    return Answer.of(result);
                }
            }
        });
    }
}
