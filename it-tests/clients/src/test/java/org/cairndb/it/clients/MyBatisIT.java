package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.builder.xml.XMLMapperBuilder;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.session.TransactionIsolationLevel;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.cairndb.it.clients.AlbumMapper.Album;
import org.cairndb.it.clients.AlbumMapper.Purchases;
import org.cairndb.it.clients.AlbumMapper.Track;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MyBatis with mappers by XML and by annotations, in sessions with and without auto-commit. */
class MyBatisIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("mybatis");
    private static SqlSessionFactory factory;

    @BeforeAll
    static void configure() throws IOException {
        Configuration configuration = new Configuration(
                new Environment("test", new JdbcTransactionFactory(), new RecordedDataSource(CALLS, Sample.CHINOOK)));
        String mapper = "org/cairndb/it/clients/AlbumMapper.xml";
        try (InputStream in = MyBatisIT.class.getClassLoader().getResourceAsStream(mapper)) {
            new XMLMapperBuilder(in, configuration, mapper, configuration.getSqlFragments()).parse();
        }
        factory = new SqlSessionFactoryBuilder().build(configuration);
    }

    @AfterAll
    static void writeCalls() {
        CALLS.writeAndExpectFailures("Connection.prepareStatement: 25006");
    }

    @Test
    void nestedResultsBecomeObjects() {
        try (SqlSession session = factory.openSession()) {
            List<Album> albums = session.getMapper(AlbumMapper.class).albums("AC/DC", null);
            assertThat(albums)
                    .extracting(album -> album.title)
                    .containsExactly("For Those About To Rock We Salute You", "Let There Be Rock");
            assertThat(albums).extracting(album -> album.tracks.size()).containsExactly(10, 8);
            assertThat(albums.get(0).artist.name).isEqualTo("AC/DC");
            assertThat(albums.get(1).tracks.get(0).name).isEqualTo("Go Down");
            assertThat(albums.get(1).tracks.get(0).price).isEqualTo(new BigDecimal("0.99"));
        }
    }

    @Test
    void listsBecomeParameters() {
        try (SqlSession session = factory.openSession(ExecutorType.REUSE)) {
            AlbumMapper mapper = session.getMapper(AlbumMapper.class);
            assertThat(mapper.albums(null, List.of(1, 4, 347)))
                    .extracting(album -> album.id)
                    .containsExactly(1L, 4L, 347L);
            assertThat(mapper.albums(null, List.of(2, 3, 5))).hasSize(3);
        }
    }

    @Test
    void valuesAreReadByTheirJavaTypes() {
        try (SqlSession session = factory.openSession()) {
            List<Purchases> rows = session.getMapper(AlbumMapper.class)
                    .purchases(
                            LocalDateTime.parse("2010-01-01T00:00:00"),
                            LocalDateTime.parse("2010-12-31T23:59:59"),
                            "Brazil");
            assertThat(rows).hasSize(5);
            assertThat(rows.stream().map(Purchases::total).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualTo(new BigDecimal("41.60"));
            assertThat(rows.get(0))
                    .isEqualTo(new Purchases(
                            "Almeida", LocalDateTime.parse("2010-12-25T00:00:00"), new BigDecimal("15.84"), 2));
        }
    }

    @Test
    void aCursorReadsRowsAsTheyAreAskedFor() throws IOException {
        try (SqlSession session = factory.openSession();
                Cursor<Track> cursor = session.getMapper(AlbumMapper.class).tracks()) {
            List<String> names = new ArrayList<>();
            for (Track track : cursor) {
                names.add(track.name);
                if (names.size() == 3) {
                    break;
                }
            }
            assertThat(names)
                    .containsExactly("For Those About To Rock (We Salute You)", "Balls to the Wall", "Fast As a Shark");
        }
    }

    @Test
    void aSessionWithoutAutoCommitReadsOneStateUntilCommitOrRollback() throws SQLException {
        try (SqlSession session = factory.openSession(false)) {
            AlbumMapper mapper = session.getMapper(AlbumMapper.class);
            assertThat(session.getConnection().getAutoCommit()).isFalse();
            String state = mapper.snapshot();
            session.clearCache();
            assertThat(mapper.snapshot()).isEqualTo(state);
            session.commit(true);
            assertThat(mapper.snapshot()).isEqualTo(state);
            session.rollback(true);
        }
        try (SqlSession session = factory.openSession(TransactionIsolationLevel.READ_COMMITTED)) {
            assertThat(session.getMapper(AlbumMapper.class).albums("Accept", null))
                    .hasSize(2);
        }
    }

    @Test
    void anUpdateIsRefused() {
        try (SqlSession session = factory.openSession()) {
            assertThatThrownBy(() -> session.getMapper(AlbumMapper.class).rename("x"))
                    .isInstanceOf(PersistenceException.class)
                    .cause()
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("25006");
            session.rollback();
        }
    }
}
