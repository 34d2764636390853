package org.cairndb.it.clients;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Tables of Chinook as entities that are only read. They refer to each other by the keys of the source, which are unique attributes here. */
final class Music {
    static final List<Class<?>> ENTITIES =
            List.of(Artist.class, Album.class, Track.class, Genre.class, Invoice.class, InvoiceLine.class);

    private Music() {}

    @Entity(name = "Artist")
    @Table(name = "Artist")
    @Immutable
    static class Artist {
        @Id
        @Column(name = "ArtistId")
        @Nullable
        Long id;

        @Column(name = "Name", length = Integer.MAX_VALUE)
        @Nullable
        String name;

        @OneToMany(mappedBy = "artist")
        List<Album> albums = new ArrayList<>();

        String name() {
            return Objects.requireNonNull(name);
        }

        List<Album> albums() {
            return albums;
        }
    }

    @Entity(name = "Album")
    @Table(name = "Album")
    @Immutable
    static class Album {
        @Id
        @Column(name = "AlbumId")
        @Nullable
        Long id;

        @Column(name = "Title", length = Integer.MAX_VALUE)
        @Nullable
        String title;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "ArtistId")
        @Nullable
        Artist artist;

        @OneToMany(mappedBy = "album")
        List<Track> tracks = new ArrayList<>();

        String title() {
            return Objects.requireNonNull(title);
        }

        Artist artist() {
            return Objects.requireNonNull(artist);
        }

        List<Track> tracks() {
            return tracks;
        }
    }

    @Entity(name = "Genre")
    @Table(name = "Genre")
    @Immutable
    static class Genre {
        @Id
        @Column(name = "GenreId")
        @Nullable
        Long id;

        @Column(name = "Name", length = Integer.MAX_VALUE)
        @Nullable
        String name;

        String name() {
            return Objects.requireNonNull(name);
        }
    }

    @Entity(name = "Track")
    @Table(name = "Track")
    @Immutable
    static class Track {
        @Id
        @Column(name = "TrackId")
        @Nullable
        Long id;

        @Column(name = "Name", length = Integer.MAX_VALUE)
        @Nullable
        String name;

        @Column(name = "Composer", length = Integer.MAX_VALUE)
        @Nullable
        String composer;

        @Column(name = "Milliseconds")
        long milliseconds;

        @Column(name = "UnitPrice", precision = 10, scale = 2)
        @Nullable
        BigDecimal unitPrice;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "AlbumId")
        @Nullable
        Album album;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "GenreId")
        @Nullable
        Genre genre;

        String name() {
            return Objects.requireNonNull(name);
        }

        @Nullable
        String composer() {
            return composer;
        }

        long milliseconds() {
            return milliseconds;
        }

        BigDecimal unitPrice() {
            return Objects.requireNonNull(unitPrice);
        }

        Album album() {
            return Objects.requireNonNull(album);
        }

        Genre genre() {
            return Objects.requireNonNull(genre);
        }
    }

    @Entity(name = "Invoice")
    @Table(name = "Invoice")
    @Immutable
    static class Invoice {
        @Id
        @Column(name = "InvoiceId")
        @Nullable
        Long id;

        @Column(name = "InvoiceDate")
        @Nullable
        LocalDate date;

        @Column(name = "BillingCountry", length = Integer.MAX_VALUE)
        @Nullable
        String country;

        @Column(name = "Total", precision = 10, scale = 2)
        @Nullable
        BigDecimal total;

        @OneToMany(mappedBy = "invoice")
        List<InvoiceLine> lines = new ArrayList<>();

        LocalDate date() {
            return Objects.requireNonNull(date);
        }

        BigDecimal total() {
            return Objects.requireNonNull(total);
        }

        List<InvoiceLine> lines() {
            return lines;
        }
    }

    @Entity(name = "InvoiceLine")
    @Table(name = "InvoiceLine")
    @Immutable
    static class InvoiceLine {
        @Id
        @Column(name = "InvoiceLineId")
        @Nullable
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "InvoiceId")
        @Nullable
        Invoice invoice;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "TrackId")
        @Nullable
        Track track;

        @Column(name = "UnitPrice", precision = 10, scale = 2)
        @Nullable
        BigDecimal unitPrice;

        @Column(name = "Quantity")
        long quantity;

        Track track() {
            return Objects.requireNonNull(track);
        }

        BigDecimal amount() {
            return Objects.requireNonNull(unitPrice).multiply(BigDecimal.valueOf(quantity));
        }
    }

    /** An entity that a program tries to store. */
    @Entity(name = "NewGenre")
    @Table(name = "Genre")
    static class NewGenre {
        @Id
        @Column(name = "GenreId")
        @Nullable
        Long id;

        @Column(name = "Name", length = Integer.MAX_VALUE)
        @Nullable
        String name;

        NewGenre() {}

        NewGenre(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }
}
