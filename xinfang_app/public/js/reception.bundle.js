// The letter desk, the visit desk, the phone desk and the screen in the hall; loaded by their pages only.

import { HallScreen } from "./reception/hall_screen";
import { LetterDesk } from "./reception/letter_desk";
import { PhoneDesk } from "./reception/phone_desk";
import { VisitDesk } from "./reception/visit_desk";

frappe.provide("frappe.xf.reception");
Object.assign(frappe.xf.reception, { LetterDesk, VisitDesk, PhoneDesk, HallScreen });
