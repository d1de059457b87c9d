// A C face of Google's libphonenumber, as far as Catchline needs it. Nothing thrown in C++ passes it, and
// every text comes back in a bounded buffer that ends with NUL.

#ifndef CPHONENUMBER_H
#define CPHONENUMBER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What the numbering plan says a number is; the order is that of
/// `i18n::phonenumbers::PhoneNumberUtil::PhoneNumberType`.
typedef enum {
    CATCHLINE_NUMBER_LANDLINE,
    CATCHLINE_NUMBER_MOBILE,
    CATCHLINE_NUMBER_MOBILE_OR_LANDLINE,
    CATCHLINE_NUMBER_TOLL_FREE,
    CATCHLINE_NUMBER_PREMIUM,
    CATCHLINE_NUMBER_SHARED_COST,
    CATCHLINE_NUMBER_VOIP,
    CATCHLINE_NUMBER_PERSONAL,
    CATCHLINE_NUMBER_PAGER,
    CATCHLINE_NUMBER_UAN,
    CATCHLINE_NUMBER_VOICEMAIL,
    CATCHLINE_NUMBER_UNKNOWN,
} catchline_number_kind;

/// One reading of a text as a number.
typedef struct {
    catchline_number_kind kind;
    /// Its length can exist as a whole number of its country (not only within one town).
    bool is_possible;
    /// It lies in a range that the tables know.
    bool is_valid;
    /// A service number of few digits in the country it was read for.
    bool is_short;
    /// E.164, 0 if there is none.
    int country_calling_code;
    /// ISO 3166-1 alpha-2; `001` for a number of no country; empty if the tables do not know.
    char region[8];
    char e164[32];
    /// As people of its own country write it.
    char national[64];
    /// As people elsewhere write it.
    char international[64];
} catchline_number;

/// Reads `text` (`text_length` octets of UTF-8) as a number dialled in `region`, which may be empty for a
/// number that starts with a plus. False if it is none; `number` is then all zero.
bool catchline_number_read(const char *text, size_t text_length, const char *region,
                           catchline_number *number);

/// The calling code of a country; 0 if the tables do not know the country.
int catchline_country_calling_code(const char *region);

#ifdef __cplusplus
}
#endif

#endif
