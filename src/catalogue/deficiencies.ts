// Formal defects of a submission, all departments at once: the one-time notice (R10) is made of them. Pure.
import type { JsonObject } from '../departments/port.ts';
import type { Bundle, BundleMaterial, BundlePart, Material } from './catalogue.ts';
import { type FormDefect, readForm } from './form-schema.ts';
import { neededParts } from './plan.ts';
import { stepsOf } from './pointer.ts';
import type { Text } from './text.ts';

/** One thing that is missing or wrong. No text repeats what was entered. */
export interface Deficiency {
  /** Such as `MATERIAL_MISSING`, `FORM_FORMAT` or the code of an item's own check. */
  readonly code: string;
  /** The first part that is concerned; null where only the bundle itself is. */
  readonly part: string | null;
  readonly item: string | null;
  readonly material: string | null;
  /** JSON pointer into the form. */
  readonly field: string | null;
  readonly problem: Text;
  readonly remedy: Text;
}

/**
 * How a material comes along; `mediaType` and `bytes` as the gateway itself found them. `received`: judged with an earlier
 * submission; `unknown-file`: an upload that is not there, or not the sender's.
 */
export type SubmittedMaterial =
  | { readonly code: string; readonly kind: 'file'; readonly mediaType: string; readonly bytes: number }
  | { readonly code: string; readonly kind: 'shared' | 'deferred' | 'received' | 'unknown-file' };

export interface SubmittedForm {
  readonly applicant: 'person' | 'enterprise';
  readonly form: JsonObject;
  readonly materials: readonly SubmittedMaterial[];
}

export interface FormalReview {
  /** With defaults and normal forms; to be used only where there are no deficiencies. */
  readonly form: JsonObject;
  readonly parts: readonly BundlePart[];
  readonly deficiencies: readonly Deficiency[];
}

/** What can be judged without asking a department. Equal submissions give equal lists. */
export function reviewForm(bundle: Bundle, submitted: SubmittedForm): FormalReview {
  const { form, defects } = readForm(bundle, submitted.form);
  const parts = neededParts(bundle, form);
  const deficiencies = [
    ...applicantDefects(bundle, submitted),
    ...defects.map((defect) => formDeficiency(bundle, defect)),
    ...materialDeficiencies(bundle, parts, submitted.materials),
  ];
  return { form, parts, deficiencies };
}

/** The most that one notice lists, as `@listSize` in the SDL says. */
const LISTED_MAX = 200;

/** As they are told: a form with thousands of faults gets the first of them, and the number of the rest. */
export function listed(deficiencies: readonly Deficiency[]): readonly Deficiency[] {
  if (deficiencies.length <= LISTED_MAX) return deficiencies;
  const more = deficiencies.length - LISTED_MAX + 1;
  return [
    ...deficiencies.slice(0, LISTED_MAX - 1),
    {
      ...NOWHERE,
      code: 'MORE',
      problem: { zh: `另有 ${more} 项不符合要求，未逐项列出`, en: `${more} more defects are not listed` },
      remedy: { zh: '请先改正所列各项，再次提交后告知其余', en: 'Mend those that are listed, and submit again' },
    },
  ];
}

/** The materials that a case with these parts needs. */
export function neededMaterials(bundle: Bundle, parts: readonly BundlePart[]): readonly BundleMaterial[] {
  return bundle.materials.filter((each) => each.parts.some((code) => parts.some((part) => part.code === code)));
}

function applicantDefects(bundle: Bundle, { applicant }: SubmittedForm): readonly Deficiency[] {
  if (bundle.applicants.includes(applicant)) return [];
  const [zh, en] = applicant === 'person' ? ['自然人', 'a person'] : ['企业', 'an enterprise'];
  return [
    {
      ...NOWHERE,
      code: 'APPLICANT_KIND',
      problem: { zh: `“${bundle.name.zh}”不能由${zh}申请`, en: `${bundle.name.en}: ${en} cannot apply` },
      remedy:
        applicant === 'person'
          ? { zh: '请以企业名义申请', en: 'Apply in the name of the enterprise' }
          : { zh: '请以自然人名义申请', en: 'Apply as a person' },
    },
  ];
}

function formDeficiency(bundle: Bundle, { field, code, problem, remedy }: FormDefect): Deficiency {
  const question = bundle.questions.find((asked) => asked.question.code === stepsOf(field)[0]);
  return { ...placeOf(bundle, question?.parts[0]), material: null, field, code, problem, remedy };
}

function materialDeficiencies(
  bundle: Bundle,
  parts: readonly BundlePart[],
  submitted: readonly SubmittedMaterial[],
): readonly Deficiency[] {
  const needed = neededMaterials(bundle, parts);
  const missing = needed
    .filter(({ material }) => !submitted.some(({ code }) => code === material.code))
    .map((each) =>
      said(bundle, each, 'MATERIAL_MISSING', MISSING.problem(each.material), MISSING.remedy(each.material)),
    );
  const wrong = submitted.flatMap((each, index) => {
    const known = bundle.materials.find(({ material }) => material.code === each.code);
    if (!known) return [unknownMaterial(each.code)];
    const twice = submitted.findIndex(({ code }) => code === each.code) !== index;
    return [...(twice ? [twiceDeficiency(bundle, known)] : []), ...mannerDeficiencies(bundle, known, each)];
  });
  return [...missing, ...wrong];
}

function mannerDeficiencies(bundle: Bundle, known: BundleMaterial, each: SubmittedMaterial): readonly Deficiency[] {
  const { material } = known;
  const found: Deficiency[] = [];
  const add = (code: keyof typeof MANNERS) =>
    found.push(said(bundle, known, code, MANNERS[code].problem(material), MANNERS[code].remedy(material)));
  if (each.kind === 'deferred' && !material.deferrable) add('MATERIAL_NOT_DEFERRABLE');
  if (each.kind === 'shared' && !material.sharedFrom) add('MATERIAL_NOT_SHARED');
  if (each.kind === 'unknown-file') add('MATERIAL_FILE_UNKNOWN');
  if (each.kind === 'file') {
    if (!material.mediaTypes.includes(each.mediaType)) add('MATERIAL_TYPE');
    if (each.bytes > material.bytesMax) add('MATERIAL_TOO_LARGE');
    if (each.bytes === 0) add('MATERIAL_EMPTY');
  }
  return found;
}

const NOWHERE = { part: null, item: null, material: null, field: null } as const;

function placeOf(bundle: Bundle, part: string | undefined): Pick<Deficiency, 'part' | 'item'> {
  const found = bundle.parts.find(({ code }) => code === part);
  return { part: found?.code ?? null, item: found?.item.code ?? null };
}

function said(
  bundle: Bundle,
  { material, parts }: BundleMaterial,
  code: string,
  problem: Text,
  remedy: Text,
): Deficiency {
  return { ...placeOf(bundle, parts[0]), material: material.code, field: null, code, problem, remedy };
}

/** The code came from the sender: it is repeated only where it looks like one of ours. */
function unknownMaterial(code: string): Deficiency {
  const plain = /^[a-z][a-z0-9-]{0,39}$/.test(code) ? code : '…';
  return {
    ...NOWHERE,
    code: 'MATERIAL_UNKNOWN',
    problem: { zh: `本事项没有材料“${plain}”`, en: `There is no material "${plain}" here` },
    remedy: { zh: '请删除该材料，或者核对材料代码', en: 'Leave it out, or check its code' },
  };
}

function twiceDeficiency(bundle: Bundle, known: BundleMaterial): Deficiency {
  const { zh, en } = known.material.name;
  return said(
    bundle,
    known,
    'MATERIAL_TWICE',
    { zh: `材料“${zh}”提交了多次`, en: `${en}: handed in more than once` },
    { zh: '同一材料只需提交一次', en: 'Hand it in once' },
  );
}

interface Words {
  readonly problem: (material: Material) => Text;
  readonly remedy: (material: Material) => Text;
}

const MISSING: Words = {
  problem: ({ name }) => ({ zh: `缺少材料“${name.zh}”`, en: `${name.en}: missing` }),
  remedy: ({ sharedFrom, deferrable }) => {
    if (sharedFrom) {
      return {
        zh: `请提交，或者选择由${sharedFrom.name.zh}共享`,
        en: `Hand it in, or have it shared by the ${sharedFrom.name.en}`,
      };
    }
    return deferrable
      ? { zh: '请提交，或者选择容缺后补', en: 'Hand it in, or choose to let it follow' }
      : { zh: '请提交', en: 'Hand it in' };
  },
};

const MANNERS = {
  MATERIAL_NOT_DEFERRABLE: {
    problem: ({ name }) => ({ zh: `材料“${name.zh}”不能容缺`, en: `${name.en}: cannot follow later` }),
    remedy: MISSING.remedy,
  },
  MATERIAL_NOT_SHARED: {
    problem: ({ name }) => ({ zh: `材料“${name.zh}”没有部门可以共享`, en: `${name.en}: no department holds it` }),
    remedy: MISSING.remedy,
  },
  MATERIAL_FILE_UNKNOWN: {
    problem: ({ name }) => ({
      zh: `材料“${name.zh}”引用的上传文件不存在、已过期，或者不是由您上传的`,
      en: `${name.en}: there is no such upload, it was removed because nothing used it, or it is not yours`,
    }),
    remedy: () => ({
      zh: '请重新上传后再提交，其他内容无需改动',
      en: 'Upload it again and submit again; nothing else needs to change',
    }),
  },
  MATERIAL_TYPE: {
    problem: ({ name }) => ({ zh: `材料“${name.zh}”的文件类型不符合要求`, en: `${name.en}: of the wrong type` }),
    remedy: ({ mediaTypes }) => ({ zh: `请使用 ${mediaTypes.join('、')}`, en: `Use ${mediaTypes.join(', ')}` }),
  },
  MATERIAL_TOO_LARGE: {
    problem: ({ name }) => ({ zh: `材料“${name.zh}”的文件过大`, en: `${name.en}: too large` }),
    remedy: ({ bytesMax }) => ({ zh: `请不超过 ${bytesMax} 字节`, en: `At most ${bytesMax} bytes` }),
  },
  MATERIAL_EMPTY: {
    problem: ({ name }) => ({ zh: `材料“${name.zh}”是空文件`, en: `${name.en}: an empty file` }),
    remedy: () => ({ zh: '请重新上传', en: 'Upload it again' }),
  },
} satisfies Record<string, Words>;
