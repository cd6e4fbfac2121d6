import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { PhotoFilter, PhotoRow, PhotoSort } from '#terms/photos/photos.ts';
import { api } from '../client/connection.ts';
import { queryClient } from '../client/queries.ts';

/** Rows asked for at once. */
const PAGE = 200;

const pageQuery = (filter: PhotoFilter, sort: PhotoSort, page: number) => ({
  queryKey: ['photos', 'page', filter, sort, page] as const,
  queryFn: () => api.photos.list({ filter, sort, offset: page * PAGE, limit: PAGE }),
});

/** How many photos a filter leaves; the last answer stands while the next is on its way. */
export function usePhotoTotal(filter: PhotoFilter, sort: PhotoSort) {
  return useQuery({ ...pageQuery(filter, sort, 0), placeholderData: keepPreviousData });
}

/**
 * The photos between two places of the list; those that are not here yet are undefined.
 *
 * @param range null asks for nothing.
 */
export function usePhotos(
  filter: PhotoFilter,
  sort: PhotoSort,
  range: { first: number; last: number } | null,
) {
  const firstPage = range === null ? 0 : Math.floor(Math.max(0, range.first) / PAGE);
  const lastPage = range === null ? -1 : Math.floor(Math.max(0, range.last) / PAGE);
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index);
  const answers = useQueries({ queries: pages.map((page) => pageQuery(filter, sort, page)) });
  return (index: number): PhotoRow | undefined =>
    answers[Math.floor(index / PAGE) - firstPage]?.data?.rows[index % PAGE];
}

/** Ids of the whole list, for ranges and for all. */
export function listedIds(filter: PhotoFilter, sort: PhotoSort): Promise<number[]> {
  return queryClient.fetchQuery({
    queryKey: ['photos', 'ids', filter, sort],
    queryFn: () => api.photos.ids({ filter, sort }),
  });
}
