package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.it.clients.Music.Album;
import org.cairndb.it.clients.Music.Artist;
import org.cairndb.it.clients.Music.Invoice;
import org.cairndb.it.clients.Music.NewGenre;
import org.cairndb.it.clients.Music.Track;
import org.hibernate.Session;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hibernate ORM with its dialect of PostgreSQL, over entities that are only read. */
class HibernateIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("hibernate");

    private static EntityManagerFactory factory;

    @BeforeAll
    static void open() {
        factory = factory(Music.ENTITIES);
    }

    private static EntityManagerFactory factory(List<Class<?>> entities) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("music");
        entities.forEach(configuration::managedClass);
        return configuration
                .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, new RecordedDataSource(CALLS, Sample.CHINOOK))
                .property(JdbcSettings.DIALECT, PostgreSQLDialect.class.getName())
                .property(JdbcSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, "16")
                .property(SchemaToolingSettings.HBM2DDL_AUTO, "validate")
                .createEntityManagerFactory();
    }

    @AfterAll
    static void close() {
        factory.close();
        CALLS.writeAndExpectFailures("Connection.prepareStatement: 25006");
    }

    @Test
    void schemaValidationFindsWhatIsMissing() {
        assertThatThrownBy(() -> factory(List.of(Wrong.class)))
                .rootCause()
                .isInstanceOf(SchemaManagementException.class)
                .hasMessageContaining("missing column [Nothing]");
    }

    @Entity(name = "Wrong")
    @Table(name = "Genre")
    static class Wrong {
        @Id
        @Column(name = "Nothing")
        long id;
    }

    @Test
    void entitiesAreFoundWithTheirRelations() {
        try (EntityManager manager = factory.createEntityManager()) {
            Track track = manager.find(Track.class, 1L);
            assertThat(track.name()).isEqualTo("For Those About To Rock (We Salute You)");
            assertThat(track.unitPrice()).isEqualTo(new BigDecimal("0.99"));
            assertThat(track.album().title()).isEqualTo("For Those About To Rock We Salute You");
            assertThat(track.album().artist().name()).isEqualTo("AC/DC");
            assertThat(track.album().artist().albums()).extracting(Album::title).contains("Let There Be Rock");
            assertThat(track.genre().name()).isEqualTo("Rock");
            assertThat(manager.find(Track.class, 99_999L)).isNull();
        }
    }

    @Test
    void joinsAreFetchedAtOnce() {
        try (EntityManager manager = factory.createEntityManager()) {
            List<Album> albums = manager.createQuery(
                            "select distinct a from Album a join fetch a.tracks t join fetch a.artist"
                                    + " where a.artist.name like :name order by a.title",
                            Album.class)
                    .setParameter("name", "Ant_nio Carlos%")
                    .getResultList();
            assertThat(albums).extracting(Album::title).containsExactly("Chill: Brazil (Disc 2)", "Warner 25 Anos");
            assertThat(albums).allMatch(album -> album.artist().name().equals("Antônio Carlos Jobim"));
            assertThat(albums.get(1).tracks()).hasSize(14);
        }
    }

    @Test
    void groupsAreCounted() {
        try (EntityManager manager = factory.createEntityManager()) {
            List<Tuple> genres = manager.createQuery(
                            "select g.name as name, count(t) as tracks, sum(t.milliseconds) as length,"
                                    + " avg(t.milliseconds) as mean, max(t.unitPrice) as price"
                                    + " from Track t join t.genre g group by g.name having count(t) > :least"
                                    + " order by count(t) desc, g.name",
                            Tuple.class)
                    .setParameter("least", 300L)
                    .getResultList();
            assertThat(genres)
                    .extracting(row -> row.get("name"), row -> row.get("tracks"))
                    .containsExactly(
                            tuple("Rock", 1297L),
                            tuple("Latin", 579L),
                            tuple("Metal", 374L),
                            tuple("Alternative & Punk", 332L));
            assertThat(genres.get(0).get("length", Long.class)).isEqualTo(368231326L);
            assertThat(genres.get(0).get("mean", Double.class)).isEqualTo(368231326d / 1297);
            assertThat(genres.get(0).get("price", BigDecimal.class)).isEqualTo(new BigDecimal("0.99"));
        }
    }

    @Test
    void pagesFollowEachOther() {
        try (EntityManager manager = factory.createEntityManager()) {
            List<String> names = new ArrayList<>();
            for (int first = 0; first < 275; first += 50) {
                List<Artist> page = manager.createQuery("from Artist a order by a.name, a.id", Artist.class)
                        .setFirstResult(first)
                        .setMaxResults(50)
                        .getResultList();
                assertThat(page).hasSize(Math.min(50, 275 - first));
                page.forEach(artist -> names.add(artist.name()));
            }
            assertThat(names).hasSize(275).startsWith("A Cor Do Som", "AC/DC").contains("Zeca Pagodinho");
        }
    }

    @Test
    void criteriaAreComposed() {
        try (EntityManager manager = factory.createEntityManager()) {
            CriteriaBuilder builder = manager.getCriteriaBuilder();
            CriteriaQuery<Invoice> query = builder.createQuery(Invoice.class);
            Root<Invoice> invoice = query.from(Invoice.class);
            query.where(
                            builder.or(
                                    builder.equal(builder.lower(invoice.get("country")), "germany"),
                                    invoice.get("country").in("Norway", "Chile")),
                            builder.greaterThan(invoice.get("total"), new BigDecimal("13.00")),
                            builder.between(
                                    invoice.get("date"), LocalDate.parse("2010-01-01"), LocalDate.parse("2012-12-31")))
                    .orderBy(builder.desc(invoice.get("total")), builder.asc(invoice.get("date")));
            List<Invoice> found = manager.createQuery(query).getResultList();
            assertThat(found).isNotEmpty().allMatch(each -> each.total().compareTo(new BigDecimal("13.00")) > 0);
            assertThat(found).extracting(Invoice::date).allMatch(date -> date.getYear() >= 2010);
            for (Invoice each : found) {
                BigDecimal sum =
                        each.lines().stream().map(Music.InvoiceLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(sum).isEqualByComparingTo(each.total());
            }
        }
    }

    @Test
    void subqueriesAndFunctionsRun() {
        try (EntityManager manager = factory.createEntityManager()) {
            assertThat(manager.createQuery(
                                    "select count(a) from Artist a where not exists (select 1 from Album b where"
                                            + " b.artist = a)",
                                    Long.class)
                            .getSingleResult())
                    .isEqualTo(71L);
            assertThat(manager.createQuery(
                                    "select year(i.date), sum(i.total) from Invoice i group by year(i.date) order by 1",
                                    Object[].class)
                            .getResultList())
                    .extracting(row -> row[0])
                    .containsExactly(2009, 2010, 2011, 2012, 2013);
            assertThat(manager.createQuery(
                                    "select upper(concat(a.name, '!')), length(a.name), coalesce(a.name, '?')"
                                            + " from Artist a where a.id = 1",
                                    Object[].class)
                            .getSingleResult())
                    .containsExactly("AC/DC!", 5, "AC/DC");
            assertThat(manager.createQuery("select t.name from Track t where t.composer ilike '%ANGUS%'", String.class)
                            .getResultList())
                    .hasSize(10);
        }
    }

    @Test
    void transactionsCommitAndRollBack() {
        try (EntityManager manager = factory.createEntityManager()) {
            EntityTransaction transaction = manager.getTransaction();
            transaction.begin();
            String token = (String)
                    manager.createNativeQuery("select cairn_snapshot()").getSingleResult();
            assertThat(manager.createNativeQuery("select cairn_snapshot()").getSingleResult())
                    .isEqualTo(token);
            transaction.commit();
            transaction.begin();
            assertThat(manager.createQuery("select count(t) from Track t", Long.class)
                            .getSingleResult())
                    .isEqualTo(3503L);
            transaction.rollback();
            assertThat(manager.unwrap(Session.class).isConnected()).isTrue();
        }
    }

    @Test
    void theStateOfThenIsReadByNativeSql() {
        try (EntityManager manager = factory.createEntityManager()) {
            List<Music.Genre> genres = manager.unwrap(Session.class)
                    .createNativeQuery(
                            "select * from Genre for version as of 'main' where GenreId < ?1 order by GenreId",
                            Music.Genre.class)
                    .setParameter(1, 3L)
                    .getResultList();
            assertThat(genres).extracting(Music.Genre::name).containsExactly("Rock", "Jazz");
        }
    }

    @Test
    void whatWouldWriteIsRefused() {
        List<Class<?>> entities = new ArrayList<>(Music.ENTITIES);
        entities.add(NewGenre.class);
        try (EntityManagerFactory writing = factory(entities);
                EntityManager manager = writing.createEntityManager()) {
            EntityTransaction transaction = manager.getTransaction();
            transaction.begin();
            manager.persist(new NewGenre(99, "Noise"));
            assertThatThrownBy(manager::flush)
                    .cause()
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("25006");
            transaction.rollback();
        }
    }
}
