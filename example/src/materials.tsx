import { useState } from 'react';
import { type Defect, textOf } from './defects.ts';
import { type Draft, type DraftMaterial, howOf, type Requirement, recordOf } from './draft.ts';
import { useGateway } from './gateway.ts';
import { messageOf } from './loaded.ts';
import type { Words } from './words.ts';

interface Material extends Requirement {
  readonly name: string;
  readonly legalBasis: string;
  readonly sharedFrom: { readonly code: string; readonly name: string } | null;
}

export interface MaterialsProps {
  readonly materials: readonly Material[];
  readonly draft: Draft;
  readonly defects: readonly Defect[];
  readonly say: Words;
  readonly onChange: (code: string, material: DraftMaterial) => void;
}

export function Materials({ materials, draft, defects, say, onChange }: MaterialsProps) {
  return (
    <section className="card">
      <h2>{say.materials}</h2>
      {materials.map((material) => (
        <MaterialField
          key={material.code}
          material={material}
          draft={draft}
          say={say}
          defects={defects.filter((defect) => defect.material?.code === material.code)}
          onChange={(changed) => onChange(material.code, changed)}
        />
      ))}
    </section>
  );
}

interface MaterialFieldProps {
  readonly material: Material;
  readonly draft: Draft;
  readonly defects: readonly Defect[];
  readonly say: Words;
  readonly onChange: (material: DraftMaterial) => void;
}

function MaterialField({ material, draft, defects, say, onChange }: MaterialFieldProps) {
  const { code, name, legalBasis, sharedFrom, deferrable } = material;
  const given = draft.materials[code];
  const how = howOf(material, given);
  const ways = [
    ...(sharedFrom ? [['shared', say.shared.replace('{department}', sharedFrom.name)] as const] : []),
    ['file', say.upload] as const,
    ...(deferrable ? [['deferred', say.deferred] as const] : []),
  ];
  return (
    <fieldset id={`material-${code}`} className="material" tabIndex={-1}>
      <legend>{name}</legend>
      <p className="help">{say.legalBasis + legalBasis}</p>
      {ways.length > 1 && (
        <div className="ways">
          {ways.map(([way, label]) => (
            <label key={way}>
              <input
                type="radio"
                name={`how-${code}`}
                checked={how === way}
                onChange={() => onChange({ ...given, how: way })}
              />
              {label}
            </label>
          ))}
        </div>
      )}
      {how === 'file' && <Upload name={name} given={given} say={say} onChange={onChange} />}
      {how === 'shared' && (
        <label>
          {say.sharedNumber}
          <input
            value={given?.number ?? ''}
            placeholder={recordOf(material, draft)}
            onChange={({ target }) => onChange({ how: 'shared', number: target.value })}
          />
        </label>
      )}
      {defects.map((defect) => (
        <p key={defect.code} className="defect" role="alert">
          {textOf(defect)}
        </p>
      ))}
    </fieldset>
  );
}

interface UploadProps {
  readonly name: string;
  readonly given: DraftMaterial | undefined;
  readonly say: Words;
  readonly onChange: (material: DraftMaterial) => void;
}

/** The file is taken in at once; the application names it by its id. */
function Upload({ name, given, say, onChange }: UploadProps) {
  const gateway = useGateway();
  const [state, setState] = useState('');
  const upload = (file: File | undefined) => {
    if (!file) return;
    setState(say.uploading);
    gateway.upload(file).then(
      (fileId) => {
        setState('');
        onChange({ how: 'file', fileId, fileName: file.name });
      },
      (error: unknown) => setState(say.failed + messageOf(error)),
    );
  };
  return (
    <div className="upload">
      <input type="file" aria-label={`${say.upload}：${name}`} onChange={({ target }) => upload(target.files?.[0])} />
      <output>{state || (given?.fileId ? `${say.uploaded}${given.fileName}` : '')}</output>
    </div>
  );
}
