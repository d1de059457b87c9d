#include "CPhoneNumber.h"

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

#include <cstring>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

namespace {

template <size_t capacity>
void copy(const std::string &text, char (&buffer)[capacity]) {
    const size_t length = text.size() < capacity ? text.size() : capacity - 1;
    std::memcpy(buffer, text.data(), length);
    buffer[length] = '\0';
}

catchline_number_kind kind(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
    case PhoneNumberUtil::FIXED_LINE: return CATCHLINE_NUMBER_LANDLINE;
    case PhoneNumberUtil::MOBILE: return CATCHLINE_NUMBER_MOBILE;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE: return CATCHLINE_NUMBER_MOBILE_OR_LANDLINE;
    case PhoneNumberUtil::TOLL_FREE: return CATCHLINE_NUMBER_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE: return CATCHLINE_NUMBER_PREMIUM;
    case PhoneNumberUtil::SHARED_COST: return CATCHLINE_NUMBER_SHARED_COST;
    case PhoneNumberUtil::VOIP: return CATCHLINE_NUMBER_VOIP;
    case PhoneNumberUtil::PERSONAL_NUMBER: return CATCHLINE_NUMBER_PERSONAL;
    case PhoneNumberUtil::PAGER: return CATCHLINE_NUMBER_PAGER;
    case PhoneNumberUtil::UAN: return CATCHLINE_NUMBER_UAN;
    case PhoneNumberUtil::VOICEMAIL: return CATCHLINE_NUMBER_VOICEMAIL;
    default: return CATCHLINE_NUMBER_UNKNOWN;
    }
}

// The short-number tables are a second load; most numbers never ask for them.
bool isShort(const PhoneNumber &number, const std::string &region) {
    static const ShortNumberInfo tables;
    return !region.empty() && tables.IsValidShortNumberForRegion(number, region);
}

void describe(const PhoneNumberUtil &plan, const PhoneNumber &parsed, const std::string &region,
              catchline_number &number) {
    number.kind = kind(plan.GetNumberType(parsed));
    number.is_possible = plan.IsPossibleNumberWithReason(parsed) == PhoneNumberUtil::IS_POSSIBLE;
    number.is_valid = plan.IsValidNumber(parsed);
    number.is_short = !number.is_valid && isShort(parsed, region);
    number.country_calling_code = parsed.country_code();

    std::string text;
    plan.GetRegionCodeForNumber(parsed, &text);
    if (text.empty() || text == "ZZ") {
        plan.GetRegionCodeForCountryCode(parsed.country_code(), &text);
    }
    copy(text == "ZZ" ? std::string() : text, number.region);
    plan.Format(parsed, PhoneNumberUtil::E164, &text);
    copy(text, number.e164);
    plan.Format(parsed, PhoneNumberUtil::NATIONAL, &text);
    copy(text, number.national);
    plan.Format(parsed, PhoneNumberUtil::INTERNATIONAL, &text);
    copy(text, number.international);
}

}  // namespace

bool catchline_number_read(const char *text, size_t text_length, const char *region,
                           catchline_number *number) {
    *number = catchline_number{};
    number->kind = CATCHLINE_NUMBER_UNKNOWN;
    try {
        const PhoneNumberUtil &plan = *PhoneNumberUtil::GetInstance();
        const std::string home(region);
        PhoneNumber parsed;
        const auto outcome = plan.Parse(std::string(text, text_length), home.empty() ? "ZZ" : home, &parsed);
        if (outcome != PhoneNumberUtil::NO_PARSING_ERROR) {
            return false;
        }
        describe(plan, parsed, home, *number);
        return true;
    } catch (...) {
        *number = catchline_number{};
        number->kind = CATCHLINE_NUMBER_UNKNOWN;
        return false;
    }
}

int catchline_country_calling_code(const char *region) {
    try {
        return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region);
    } catch (...) {
        return 0;
    }
}
